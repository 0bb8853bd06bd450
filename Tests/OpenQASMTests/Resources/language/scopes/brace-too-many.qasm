// parse: error 5
OPENQASM 3.0;
bit c;
c = 1;
}
