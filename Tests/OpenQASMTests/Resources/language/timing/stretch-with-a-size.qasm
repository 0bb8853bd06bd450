// parse: error 3
OPENQASM 3.0;
stretch[8] s;
