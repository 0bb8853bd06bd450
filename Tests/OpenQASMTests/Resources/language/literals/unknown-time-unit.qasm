// parse: error 3
OPENQASM 3.0;
duration a = 5min;
