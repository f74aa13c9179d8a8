mkfifo cannot-read--pipe.yaml
