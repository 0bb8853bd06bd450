// parse: error 3
OPENQASM 3.0;
duration[8] d;
