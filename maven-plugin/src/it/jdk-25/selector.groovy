// The toolchains plugin looks for JDKs in these places, among others.
def named = System.getenv().any { name, value -> name ==~ /JAVA_?(HOME_)?25.*/ && new File(value, 'bin/java').exists() }
def installed = new File('/usr/lib/jvm').listFiles()?.any { it.name =~ /\b25\b/ && new File(it, 'bin/java').exists() }
def mandatory = require?.split(',')?.any { it in ['all', 'jdk25'] }
return named || installed || mandatory
