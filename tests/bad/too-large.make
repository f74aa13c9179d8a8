{ cat good.yaml; yes "# as large as a film" | head -c 5000000; } >too-large.yaml
