mkdir inside; ln -s /etc/passwd inside/outside.yaml
