def log = new File(basedir, 'build.log').text
def plain = log.replaceAll('\\u001b\\[[0-9;]*m', '')
assert plain.contains('there is none, and none is written here')
assert plain.contains('Accepted: ')
assert plain.contains('differs:  connections: 1 -> 2')
assert plain.contains('accept:   mvn tcpunit:baseline -Daccept=image-upload')
assert plain.contains('no baseline "image-uplaod" waits to be accepted; there are it.UploadTest/image-upload')
assert plain.contains('it.UploadTest/image-upload: seen otherwise: ')
assert plain.contains('remove them: it.RemovedTest/old')
assert plain.contains('accepted as src/test/tcp-baselines/it.UploadTest/image-upload.tcp')
def baseline = new File(basedir, 'src/test/tcp-baselines/it.UploadTest/image-upload.tcp').text
assert baseline.contains('connections = 2\n')
assert baseline.contains('library junit-jupiter-api : ')
assert new File(basedir, 'src/test/tcp-baselines/it.RemovedTest/old.tcp').exists()
assert !new File(basedir, 'target/tcpunit/baselines/it.UploadTest/image-upload.tcp.new').exists()
assert plain.count('BUILD FAILURE') == 3 && plain.count('BUILD SUCCESS') == 5
