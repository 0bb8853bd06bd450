// parse: ok
// check: error 5
OPENQASM 3.0;
duration d = 5ns;
bit[8] c = bit[8](d);
