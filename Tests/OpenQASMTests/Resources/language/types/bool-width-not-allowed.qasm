// parse: error 3
OPENQASM 3.0;
bool[4] flags;
