import Foundation
import Networking
import Testing

/// OpenSSL's own tool.
private let tool = "/usr/bin/openssl"

/// Certificates are checked: by a server of OpenSSL's own tool, with an authority made for the test.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: tool)))
struct EncryptionTests {
  /// What is wrong with a server's certificate.
  enum Certificate: CaseIterable {
    case good, wrongHost, expired, selfSigned
  }

  @Test("a server is believed when a known authority signed for its host and time, and in no other case")
  func checksCertificates() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Self.run(Self.selfSigned("authority", "/CN=Test authority"), in: folder)
    let knowing = CurlTransport(environment: ["SSL_CERT_FILE": "\(folder)/authority.pem"])
    let unknowing = CurlTransport(environment: [:])
    for certificate in Certificate.allCases {
      try Self.make(certificate, in: folder)
      let (server, port) = try Self.serve("server", in: folder)
      defer { server.terminate() }
      let endpoint = try Endpoint("https://127.0.0.1:\(port)")
      for (transport, isKnown) in [(knowing, true), (unknowing, false)] {
        let error: TransportError?
        do throws(TransportError) {
          let response = try await transport.send(HTTPRequest(.get, "/"), to: endpoint, TransferPolicy(.fresh))
          #expect(response.status == 200)
          error = nil
        } catch let caught { error = caught }
        if certificate == .good, isKnown {
          #expect(error == nil, "\(error?.message ?? "")")
        } else {
          #expect(
            error?.kind == .encryption && error?.stage == .notSent, "\(certificate): \(error?.message ?? "believed")")
        }
      }
    }
  }

  private static let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"

  private static func selfSigned(_ name: String, _ subject: String) -> String {
    "req -x509 \(key) -days 2 -subj|\(subject)|-addext subjectAltName=IP:127.0.0.1 -keyout \(name).key -out \(name).pem"
  }

  private static func make(_ certificate: Certificate, in folder: String) throws {
    guard certificate != .selfSigned else { return try run(selfSigned("server", "/CN=x"), in: folder) }
    let host = certificate == .wrongHost ? "DNS:other.example" : "IP:127.0.0.1"
    try "subjectAltName=\(host)".write(toFile: "\(folder)/names", atomically: true, encoding: .utf8)
    try run("req -new \(key) -subj /CN=x -keyout server.key -out server.csr", in: folder)
    try run(
      "x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -extfile names "
        + "-days \(certificate == .expired ? -1 : 2) -out server.pem", in: folder)
  }

  /// Words are split at blanks, and those with blanks within stand between bars.
  private static func process(_ words: String, in folder: String) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = words.split(separator: "|").enumerated().flatMap { index, part in
      index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
    }
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  private static func run(_ words: String, in folder: String) throws {
    let process = process(words, in: folder)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl \(words)")
  }

  /// Starts a server and says where it listens, which it prints first.
  private static func serve(_ name: String, in folder: String) throws -> (Process, String) {
    let server = process("s_server -accept 127.0.0.1:0 -cert \(name).pem -key \(name).key -www", in: folder)
    let output = Pipe()
    server.standardOutput = output
    try server.run()
    var text = ""
    while !text.contains("\n") || !text.contains("ACCEPT") {
      let data = output.fileHandleForReading.availableData
      try #require(!data.isEmpty, "openssl s_server ended")
      text += String(decoding: data, as: UTF8.self)
      if text.firstMatch(of: /ACCEPT [0-9.]+:(\d+)\n/) != nil { break }
    }
    let port = try #require(text.firstMatch(of: /ACCEPT [0-9.]+:(\d+)\n/)).1
    return (server, String(port))
  }
}
