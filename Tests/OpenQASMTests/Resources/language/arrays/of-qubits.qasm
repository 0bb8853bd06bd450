// parse: error 3
OPENQASM 3.0;
array[qubit, 4] a;
