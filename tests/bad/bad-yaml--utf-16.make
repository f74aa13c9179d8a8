printf "exasite: 1\nname: wide\n" | iconv -f utf-8 -t utf-16 >bad-yaml--utf-16.yaml
