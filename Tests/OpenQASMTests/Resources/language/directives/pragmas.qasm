// parse: ok
// check: ok
// run: {"1": 1}
// reading: directives
OPENQASM 3.0;
pragma example.setting any text "at all" { ;
#pragma example.older form
bit r;
r = 1;
pragma example.end
