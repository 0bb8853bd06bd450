// parse: error 4
OPENQASM 3.0;
qubit q;
box[5ns];
