printf "exasite: 1\nname: a raw \0 NUL\n" >bad-yaml--nul-raw.yaml
