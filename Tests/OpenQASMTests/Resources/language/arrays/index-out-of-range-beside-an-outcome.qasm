// parse: ok
// check: ok
// run: fault 12
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit outcome;
array[int, 3] values;
outcome = measure q;
values[0] = outcome;
int place = 3;
values[place] = 1;
