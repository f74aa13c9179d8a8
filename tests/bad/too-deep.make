{ echo "exasite: 1"; printf "name: "; printf "[%.0s" $(seq 10000); echo; } >too-deep.yaml
