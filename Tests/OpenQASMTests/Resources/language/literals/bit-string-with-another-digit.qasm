// parse: error 3
OPENQASM 3.0;
bit[3] a = "012";
