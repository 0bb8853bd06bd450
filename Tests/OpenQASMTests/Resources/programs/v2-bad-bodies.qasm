// parse: Q100 Q100 Q100 Q100 Q105
OPENQASM 2.0;
gate g a { x a[0]; }
gate g a { measure a -> c; }
gate g a { reset a; }
gate g a { if (c == 1) x a; }
gate sin a { }
