"""The directives that Apache 2.4 knows, by the module that brings them; a directive of none of the loaded ones is an
error in its configuration."""

from __future__ import annotations

CORE = frozenset(
    """
    acceptfilter acceptpathinfo accessfilename adddefaultcharset allowencodedslashes allowoverride
    allowoverridelist bufferedlogs coredumpdirectory contentdigest define defaultruntimedir defaulttype
    documentroot enableexceptionhook enablemmap enablesendfile error errordocument errorlog errorlogformat
    extendedstatus fileetag forcetype gracefulshutdowntimeout group hostnamelookups httpprotocoloptions
    include includeoptional keepalive keepalivetimeout limitinternalrecursion limitrequestbody
    limitrequestfields limitrequestfieldsize limitrequestline limitxmlrequestbody listen listenbacklog
    loadfile loadmodule loglevel maxclients maxconnectionsperchild maxkeepaliverequests maxmemfree
    maxrangeoverlaps maxranges maxrequestsperchild maxrequestworkers mutex namevirtualhost options pidfile
    protocols receivebuffersize registerhttpmethod regexdefaultoptions rlimitcpu rlimitmem rlimitnproc
    scoreboardfile seerequesttail sendbuffersize serveradmin serveralias serverlimit servername serverpath
    serverroot serversignature servertokens sethandler setinputfilter setoutputfilter startservers timeout
    traceenable undefine usecanonicalname usecanonicalphysicalport user
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)

MODULES: dict[str, frozenset[str]] = {
    module: frozenset(names.split())
    for module, names in {
        "access_compat": "order allow deny satisfy",
        "actions": "action script",
        "alias": "alias aliasmatch redirect redirectmatch redirectpermanent redirecttemp scriptalias scriptaliasmatch",
        "allowmethods": "allowmethods",
        "auth_basic": "authbasicauthoritative authbasicprovider authbasicfake authbasicusedigestalgorithm",
        "authn_core": "authname authtype",
        "authn_file": "authuserfile",
        "authz_core": "require authmerging authzsendforbiddenonfailure",
        "autoindex": (
            "addalt addaltbyencoding addaltbytype adddescription addicon addiconbyencoding addiconbytype defaulticon"
            " headername indexheadinsert indexignore indexignorereset indexoptions indexorderdefault indexstylesheet"
            " readmename"
        ),
        "dir": "directoryindex directorycheckhandler directoryindexredirect directoryslash fallbackresource",
        "env": "passenv setenv unsetenv",
        "log_config": "customlog logformat transferlog globallog",
        "mime": (
            "addcharset addencoding addhandler addinputfilter addlanguage addoutputfilter addtype defaultlanguage"
            " mimeoptions modmimeusepathinfo multiviewsmatch removecharset removeencoding removehandler removetype"
            " typesconfig"
        ),
        "mpm_prefork": "minspareservers maxspareservers",
        "mpm_event": "minsparethreads maxsparethreads threadsperchild threadlimit threadstacksize",
        "proxy": "proxypass proxypassreverse proxypreservehost proxyrequests proxytimeout proxyset proxyvia",
        "rewrite": "rewriteengine rewriterule rewritecond rewritebase rewritemap rewriteoptions",
        "setenvif": "setenvif setenvifnocase browsermatch browsermatchnocase",
        "status": "seerequesttail",
        "unixd": "chrootdir suexec",
        "vhost_alias": "virtualdocumentroot virtualscriptalias",
        "version": "",
    }.items()
}
"""Module name as in ``LoadModule NAME_module`` -> its directives in lower case."""

SECTIONS = frozenset(
    """
    directory directorymatch files filesmatch location locationmatch ifmodule ifdefine ifversion virtualhost
    limit limitexcept if elseif else requireall requireany requirenone proxy proxymatch
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)
