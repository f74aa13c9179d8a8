mkdir cannot-read--folder.yaml
