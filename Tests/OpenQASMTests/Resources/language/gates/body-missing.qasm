// parse: error 3
OPENQASM 3.0;
gate g a;
qubit q;
