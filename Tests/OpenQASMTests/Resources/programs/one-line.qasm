// parse: ok
OPENQASM 3.0;include "stdgates.inc";qubit[2]q;bit[2]c;h q[0];cx q[0],q[1];c=measure q;if(c=="11"){x q;}else{y q;}for int i in[0:1]{z q[i];}