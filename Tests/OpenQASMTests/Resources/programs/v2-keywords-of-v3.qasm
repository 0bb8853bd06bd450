// parse: ok
OPENQASM 2.0;
qreg input[2]; creg output[2];
gate for(while) in { U(while,0,0) in; }
for(pi) input[0];
measure input -> output;
