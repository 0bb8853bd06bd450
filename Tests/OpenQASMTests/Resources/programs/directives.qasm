// parse: ok
OPENQASM 3.0;
pragma simulator noise off
#pragma braket result expectation z(q[0])
include "stdgates.inc";
@shotglass.layout 1,0
@bind name = "value" // part of the annotation
qubit[2] q;
@outer
if (true) {
  @inner 1 2 3
  x q[0];
  #pragma inside a block
}
@last
end;
