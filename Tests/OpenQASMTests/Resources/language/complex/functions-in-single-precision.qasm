// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"z": {"1.0831410884857178+0.2195635735988617im": 1}}
OPENQASM 3.0;
complex[float[32]] w = 0.1 + 0.2im;
output complex[float[32]] z;
z = exp(w);
