{ echo "exasite: 1"; echo "name: ["; yes "1," | head -n 250000; echo "]"; } >too-many-nodes--list.yaml
