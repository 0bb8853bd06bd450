/// Short texts by number, in one block: what is written again and again is put together once.
struct TextTable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]

  mutating func append(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  @inline(__always)
  func write(_ index: Int, to output: inout [UInt8]) {
    output.append(contentsOf: bytes[ends[index]..<ends[index + 1]])
  }
}

extension [UInt8] {
  /// Appends text that is known when compiling.
  @inline(__always)
  mutating func write(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  mutating func write(_ text: String) {
    append(contentsOf: text.utf8)
  }
}
