// parse: ok
// check: ok
// run: {"1 0 1 1": 1}
OPENQASM 3.0;
bit first = 1;
bit second = true;
bit third = false;
bit fourth;
fourth = second;
