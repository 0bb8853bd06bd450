// parse: ok
OPENQASM 3.0;
qubit q;

x q; // end
