// parse: ok
// check: error 4
bit r = 1;
continue;
