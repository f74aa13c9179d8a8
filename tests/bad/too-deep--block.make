{ echo "exasite: 1"; printf "name: "; printf -- "- %.0s" $(seq 10000); echo; } >too-deep--block.yaml; sed -i "s/^name: /name:\n  /" too-deep--block.yaml
