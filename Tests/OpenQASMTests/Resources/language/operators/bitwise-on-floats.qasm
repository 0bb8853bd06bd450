// parse: ok
// check: error 5 6 7
OPENQASM 3.0;
float x = 7.5;
float a = ~x;
float b = x & 1.0;
float c = x << 1;
