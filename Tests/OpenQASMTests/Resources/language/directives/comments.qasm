// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0; /* one */ bit r; // two
/* several
   lines // with another inside */
r = /* within */ 1;
/**/
