// parse: error 3
OPENQASM 3.0;
bit[1] a = "";
