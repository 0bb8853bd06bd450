// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"first": {"nan": 1}, "second": {"nan": 1}}
OPENQASM 3.0;
output float first;
output float second;
float zero;
first = zero / zero;
second = -first;
