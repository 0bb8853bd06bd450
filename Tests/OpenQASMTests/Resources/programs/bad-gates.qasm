// parse: Q105 Q111 Q105 Q114 Q124
gate g { }
gate g q[2] { }
gate g qubit q { }
gate g q;
opaque g(a) q;
