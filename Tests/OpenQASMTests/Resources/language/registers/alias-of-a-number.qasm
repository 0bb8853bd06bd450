// parse: ok
// check: error 5
OPENQASM 3.0;
float x = 2.0;
let y = x;
