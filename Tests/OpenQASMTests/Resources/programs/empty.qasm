// parse: ok
