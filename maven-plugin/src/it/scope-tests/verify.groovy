context.get('servers')*.close()
def log = new File(basedir, 'build.log').text
def runs = log.split('Annotated tests run in a private network by ')
assert runs.length == 2
def tests = runs[1].split('Tests run in a private network by ')
assert tests.length == 2
assert tests[0].contains('Tests run: 4, Failures: 0, Errors: 0, Skipped: 0')
assert tests[0].contains('8 verdicts: 4 HOLDS, 0 VIOLATED, 4 CANNOT_TELL')
assert tests[0].contains('BUILD SUCCESS')
assert tests[1].contains('PlainTest.reaches_a_server_in_the_network_of_the_host')
// The door of the settings file is the fork's; the goal opens its own.
assert tests[1].contains('UploadTest.uploads_through_a_door')
assert tests[1].contains('Tests run: 4, Failures: 0, Errors: 2, Skipped: 0')
