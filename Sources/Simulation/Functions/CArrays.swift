/// Arrays for C that live as long as this does.
final class CArrays {
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit { for block in blocks { block.deallocate() } }

  /// A copy, with 64 readable bytes after its end.
  func copy<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
    let bytes = elements.count * MemoryLayout<Element>.stride
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes + 64, alignment: 64)
    block.initializeMemory(as: UInt8.self, repeating: 0, count: bytes + 64)
    blocks.append(block)
    let start = block.bindMemory(to: Element.self, capacity: elements.count)
    start.initialize(from: elements, count: elements.count)
    return UnsafePointer(start)
  }

  /// A copy in one of the precisions.
  func copy(_ numbers: [Double], isSingle: Bool) -> UnsafeRawPointer {
    isSingle ? UnsafeRawPointer(copy(numbers.map { Float($0) })) : UnsafeRawPointer(copy(numbers))
  }
}
