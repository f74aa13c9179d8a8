cp -rL models missing-key--catalog.models
printf 'exasite: 1\nkind: node\nname: broken\n' >missing-key--catalog.models/nodes/broken.yaml
