echo "not a study of anybody, and longer than the header of a database is, which is one hundred bytes in all" >junk.sqlite
