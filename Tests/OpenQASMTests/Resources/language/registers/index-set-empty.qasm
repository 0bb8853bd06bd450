// parse: error 4
OPENQASM 3.0;
bit[4] c;
let part = c[{}];
