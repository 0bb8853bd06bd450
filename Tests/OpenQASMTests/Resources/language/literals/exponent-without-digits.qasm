// parse: error 3
OPENQASM 3.0;
float a = 2e;
