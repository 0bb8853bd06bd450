import Circuits
import OpenQASM
import Foundation
let path = CommandLine.arguments[1]
let data = [UInt8](FileManager.default.contents(atPath: path)!)
for _ in 0..<5 {
  let c = ContinuousClock()
  var n = 0
  var r: LoadResult?
  let t = c.measure { r = Loader.load(SourceText(path: path, bytes: data)); n = r?.circuit?.operations.count ?? -1 }
  let t2 = c.measure {  var p = Parser(source: SourceText(path: path, bytes: data), file: 0); while p.nextStatement() != nil { p.tree.removeAll(keepingCapacity: true) } }
  print(n, t, "parse only", t2, r!.diagnostics.prefix(3))
}
