import Formats
import Foundation
import Testing

@Suite struct FileDescriptorTests {
  @Test("what is written is read, up to the limit, and a closed file says why it cannot be either")
  func readsWhatIsWritten() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("file-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    try #require(descriptor >= 0)
    try FileDescriptor(descriptor).write(bytes, name: path)
    for (limit, expected) in [(Int.max, bytes), (bytes.count, bytes), (bytes.count - 1, nil)] {
      lseek(descriptor, 0, SEEK_SET)
      #expect(try FileDescriptor(descriptor).readAll(limit: limit) == expected)
    }
    close(descriptor)
    #expect(throws: ReadError(code: EBADF)) { try FileDescriptor(-1).readAll(limit: 1) }
    #expect(throws: WriteError(name: "x", code: EBADF)) { try FileDescriptor(-1).write([1], name: "x") }
    #expect(FileDescriptor.message(ENOENT) == "No such file or directory")
  }
}
