// parse: error 2
input qubit q;
bit r;
