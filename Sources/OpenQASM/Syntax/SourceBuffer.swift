/// A copy of a file's bytes with zeros behind its end, so that scanning needs no bounds checks.
final class SourceBuffer {
  /// How many bytes can be read behind the last one; all of them are 0.
  static let padding = 16

  let bytes: UnsafePointer<UInt8>
  let count: Int
  private let memory: UnsafeMutablePointer<UInt8>

  init(_ source: [UInt8]) {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: source.count + SourceBuffer.padding)
    source.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      memory.initialize(from: base, count: buffer.count)
    }
    (memory + source.count).initialize(repeating: 0, count: SourceBuffer.padding)
    self.memory = memory
    bytes = UnsafePointer(memory)
    count = source.count
  }

  deinit { memory.deallocate() }
}
