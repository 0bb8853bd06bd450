// parse: ok
// check: error 5
OPENQASM 3.0;
duration d = 5ns;
angle[8] a = angle[8](d);
