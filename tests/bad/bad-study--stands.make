touch stands.sqlite
