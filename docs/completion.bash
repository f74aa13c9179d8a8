# bash completion for exasite
_exasite() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  if [ "$COMP_CWORD" = 1 ]; then
    COMPREPLY=($(compgen -W "check plan run size sweep compare calibrate bom requirements sensitivity explain models --help --version" -- "$word")); return
  fi
  case $before in
    --out|--models) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --json|--trace|--study) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --format) COMPREPLY=($(compgen -W "xlsx csv md html pdf docx" -- "$word")); return ;;
    --objective) COMPREPLY=($(compgen -W "tiles power cost" -- "$word")); return ;;
    --max) COMPREPLY=($(compgen -W "gpus usable_capacity" -- "$word")); return ;;
    --min) COMPREPLY=($(compgen -W "site_power" -- "$word")); return ;;
    --method) COMPREPLY=($(compgen -W "tornado morris sobol monte-carlo" -- "$word")); return ;;
    --probability|--set|--vary|--design|--of|--as-of|--attribute|--seed|--reps|--precision|--jobs) return ;;
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$(exasite "${COMP_WORDS[1]}" --help 2>/dev/null | grep -o '^  --[a-z]*')" -- "$word")) ;;
    *) if [ "${COMP_WORDS[1]}" = models ]; then COMPREPLY=($(compgen -W "list show" -- "$word"))
       else COMPREPLY=($(compgen -f -X '!*.@(yaml|json)' -- "$word") $(compgen -d -- "$word")); fi ;;
  esac
}
complete -o filenames -F _exasite exasite
