"""What resource agents say of themselves (resource-agents 4.12, Pacemaker 2.1.5, fence-agents 4.12): facts as a table.

An agent's name, then its parameters (``!`` required, ``~`` must differ between resources), then after ``@`` its
actions with the values that it advises.
"""

AGENTS = """
ocf:heartbeat:AoEtarget
    device! nic! shelf slot! pid~ binary
  @ start timeout=15s; stop timeout=15s; monitor timeout=15s interval=10s depth=0; reload timeout=15s
ocf:heartbeat:AudibleAlarm
    nodelist
  @ start timeout=10s; stop timeout=10s; restart timeout=10s; status depth=0 timeout=10s interval=10s; monitor
  @ depth=0 timeout=10s interval=10s
ocf:heartbeat:CTDB
    ctdb_recovery_lock!~ ctdb_manages_samba ctdb_manages_winbind ctdb_service_smb ctdb_service_nmb
    ctdb_service_winbind ctdb_samba_skip_share_check ctdb_monitor_free_memory ctdb_start_as_disabled
    ctdb_config_dir ctdb_binary ctdbd_binary ctdb_socket~ ctdb_dbdir~ ctdb_logfile ctdb_rundir ctdb_timeout~
    ctdb_debuglevel ctdb_max_open_files smb_conf smb_private_dir~ smb_passdb_backend smb_idmap_backend
    smb_fileid_algorithm
  @ start timeout=90s; stop timeout=100s; monitor timeout=20s interval=10s depth=0
ocf:heartbeat:ClusterMon
    user update extra_options pidfile~ htmlfile~
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=10s
ocf:heartbeat:Delay
    startdelay stopdelay mondelay
  @ start timeout=30s; stop timeout=30s; status depth=0 timeout=30s interval=10s; monitor depth=0 timeout=30s
  @ interval=10s
ocf:heartbeat:Dummy
    state~ fake
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0; reload timeout=20s;
  @ migrate_to timeout=20s; migrate_from timeout=20s
ocf:heartbeat:EvmsSCC
    ignore_deprecation
  @ start timeout=60s; stop timeout=60s; notify timeout=60s; status depth=0 timeout=10s interval=10s; monitor
  @ depth=0 timeout=10s interval=10s
ocf:heartbeat:Evmsd
    ignore_deprecation
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0
ocf:heartbeat:Filesystem
    device! directory! fstype! options statusfile_prefix run_fsck fast_stop force_clones force_unmount
  @ start timeout=60s; stop timeout=60s; monitor depth=0 timeout=40s interval=20s
ocf:heartbeat:ICP
    driveid! device!
  @ start timeout=20s; stop timeout=20s; status depth=0 timeout=20s interval=10s; monitor depth=0 timeout=20s
  @ interval=10s
ocf:heartbeat:IPaddr
    ip!~ nic cidr_netmask broadcast iflabel lvs_support local_stop_script local_start_script ARP_INTERVAL_MS
    ARP_REPEAT ARP_BACKGROUND ARP_NETMASK
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=5s
ocf:heartbeat:IPaddr2
    ip!~ nic cidr_netmask broadcast iflabel lvs_support lvs_ipv6_addrlabel lvs_ipv6_addrlabel_value mac
    clusterip_hash unique_clone_address arp_interval arp_count arp_count_refresh arp_bg arp_sender send_arp_opts
    flush_routes run_arping nodad noprefixroute preferred_lft network_namespace
  @ start timeout=20s; stop timeout=20s; status depth=0 timeout=20s interval=10s; monitor depth=0 timeout=20s
  @ interval=10s
ocf:heartbeat:IPsrcaddr
    ipaddress! cidr_netmask destination proto metric table
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=10s
ocf:heartbeat:IPv6addr
    ipv6addr! cidr_netmask nic
  @ start timeout=15s; stop timeout=15s; status timeout=15s interval=15s; monitor timeout=15s interval=15s
ocf:heartbeat:LVM
    volgrpname!~ exclusive tag partial_activation
  @ start timeout=30s; stop timeout=30s; status timeout=30s; monitor depth=0 timeout=30s interval=10s; methods
  @ timeout=5s
ocf:heartbeat:LVM-activate
    vgname! lvname vg_access_mode! activation_mode tag partial_activation
  @ start timeout=90s; stop timeout=90s; monitor timeout=90s interval=30s depth=0
ocf:heartbeat:LinuxSCSI
    scsi! ignore_deprecation
  @ start timeout=20s; stop timeout=20s; methods timeout=5s; status depth=0 timeout=20s interval=10s; monitor
  @ depth=0 timeout=20s interval=10s
ocf:heartbeat:MailTo
    email! subject
  @ start timeout=10s; stop timeout=10s; status depth=0 timeout=10s interval=10s; monitor depth=0 timeout=10s
  @ interval=10s
ocf:heartbeat:ManageRAID
    raidname!
  @ start timeout=75s; stop timeout=75s; status depth=0 timeout=10s interval=10s; monitor depth=0 timeout=10s
  @ interval=10s
ocf:heartbeat:ManageVE
    veid!
  @ start timeout=75s; stop timeout=75s; status depth=0 timeout=10s interval=10s; monitor depth=0 timeout=10s
  @ interval=10s; migrate_to timeout=75s; migrate_from timeout=75s
ocf:heartbeat:NodeUtilization
    dynamic utilization_cpu utilization_cpu_reservation utilization_host_memory
    utilization_host_memory_reservation utilization_hv_memory utilization_hv_memory_reservation
  @ start timeout=90s; stop timeout=100s; monitor timeout=20s interval=60s
ocf:heartbeat:Pure-FTPd
    script~ conffile~ daemon_type~ pidfile
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=60s
ocf:heartbeat:Raid1
    raidconf! raiddev! homehost force_stop udev force_clones
  @ start timeout=20s; stop timeout=20s; status depth=0 timeout=20s interval=10s; monitor depth=0 timeout=20s
  @ interval=10s
ocf:heartbeat:Route
    destination!~ device gateway source table family
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0; reload timeout=20s
ocf:heartbeat:SAPDatabase
    SID!~ DIR_EXECUTABLE DBTYPE! DBINSTANCE~ DBOSUSER~ NETSERVICENAME DBJ2EE_ONLY JAVA_HOME STRICT_MONITORING
    AUTOMATIC_RECOVER MONITOR_SERVICES DIR_BOOTSTRAP DIR_SECSTORE DB_JARS PRE_START_USEREXIT POST_START_USEREXIT
    PRE_STOP_USEREXIT POST_STOP_USEREXIT
  @ start timeout=1800s; stop timeout=1800s; status timeout=60s; monitor depth=0 timeout=60s interval=120s;
  @ methods timeout=5s
ocf:heartbeat:SAPInstance
    InstanceName!~ DIR_EXECUTABLE DIR_PROFILE START_PROFILE~ START_WAITTIME AUTOMATIC_RECOVER MONITOR_SERVICES
    SHUTDOWN_METHOD ERS_InstanceName~ ERS_START_PROFILE~ PRE_START_USEREXIT POST_START_USEREXIT
    PRE_STOP_USEREXIT POST_STOP_USEREXIT IS_ERS MINIMAL_PROBE
  @ start timeout=180s; stop timeout=240s; status timeout=60s; monitor depth=0 timeout=60s interval=120s;
  @ monitor depth=0 timeout=60s interval=121s role=Unpromoted; monitor depth=0 timeout=60s interval=119s
  @ role=Promoted; promote timeout=320s; demote timeout=320s; reload timeout=320s; methods timeout=5s
ocf:heartbeat:SendArp
    ip! nic! background
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=10s
ocf:heartbeat:ServeRAID
    serveraid! mergegroup!
  @ start timeout=40s; stop timeout=40s; status depth=0 timeout=20s interval=10s; monitor depth=0 timeout=20s
  @ interval=10s; methods timeout=5s
ocf:heartbeat:SphinxSearchDaemon
    config~ searchd search testQuery
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0
ocf:heartbeat:Squid
    squid_exe! squid_conf!~ squid_opts squid_pidfile~ squid_port!~ squid_stop_timeout debug_mode debug_log
  @ start timeout=60s; stop timeout=120s; status timeout=60s; monitor depth=0 timeout=30s interval=10s
ocf:heartbeat:Stateful
    state~
  @ start timeout=20s; stop timeout=20s; promote timeout=20s; demote timeout=20s; monitor depth=0 timeout=20s
  @ interval=10s
ocf:heartbeat:SysInfo
    pidfile delay
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=60s
ocf:heartbeat:VIPArip
    ip!~ nic zebra_binary ripd_binary
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=5s
ocf:heartbeat:VirtualDomain
    config!~ hypervisor force_stop migration_transport migration_user migration_downtime migration_speed
    migration_network_suffix migrateuri migrate_options monitor_scripts autoset_utilization_cpu
    autoset_utilization_host_memory autoset_utilization_hv_memory unset_utilization_cpu
    unset_utilization_host_memory unset_utilization_hv_memory migrateport remoteuri save_config_on_stop
    sync_config_on_stop snapshot backingfile stateless copyindirs shutdown_mode start_resources
  @ start timeout=90s; stop timeout=90s; status depth=0 timeout=30s interval=10s; monitor depth=0 timeout=30s
  @ interval=10s; migrate_from timeout=60s; migrate_to timeout=120s
ocf:heartbeat:WAS
    config port
  @ start timeout=300s; stop timeout=300s; status depth=0 timeout=30s interval=10s; monitor depth=0 timeout=30s
  @ interval=10s; methods timeout=5s
ocf:heartbeat:WAS6
    profile
  @ start timeout=300s; stop timeout=300s; status depth=0 timeout=30s interval=10s; monitor depth=0 timeout=30s
  @ interval=10s; methods timeout=5s
ocf:heartbeat:WinPopup
    hostfile!
  @ start timeout=30s; stop timeout=30s; status depth=0 timeout=10s interval=10s; monitor depth=0 timeout=10s
  @ interval=10s
ocf:heartbeat:Xen
    xmfile! name shutdown_timeout shutdown_acpi allow_mem_management node_ip_attribute reserved_Dom0_memory
    autoset_utilization_cpu autoset_utilization_hv_memory monitor_scripts
  @ start timeout=60s; stop timeout=40s; migrate_from timeout=120s; migrate_to timeout=120s; monitor depth=0
  @ timeout=30s interval=10s
ocf:heartbeat:Xinetd
    service!
  @ start timeout=20s; stop timeout=20s; restart timeout=20s; status depth=0 timeout=10s interval=10s; monitor
  @ depth=0 timeout=10s interval=10s
ocf:heartbeat:ZFS
    pool!~ importargs importforce
  @ start timeout=60s; stop timeout=60s; monitor depth=0 timeout=30s interval=5s
ocf:heartbeat:aliyun-vpc-move-ip
    aliyuncli address! routing_table! interface! endpoint profile
  @ start timeout=180s; stop timeout=180s; monitor depth=0 timeout=30s interval=30s
ocf:heartbeat:anything
    binfile! cmdline_options workdir pidfile logfile errlogfile user monitor_hook stop_timeout
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=10s
ocf:heartbeat:apache
    configfile~ httpd port statusurl testregex client testurl testregex10 testconffile testname options envfiles
    use_ipv6
  @ start timeout=40s; stop timeout=60s; status timeout=30s; monitor depth=0 timeout=20s interval=10s
ocf:heartbeat:asterisk
    binary canary_binary config user group additional_parameters realtime maxfiles monitor_sipuri
  @ start timeout=20s; stop timeout=20s; status timeout=20s; monitor timeout=30s interval=20s
ocf:heartbeat:aws-vpc-move-ip
    awscli profile region ip! address routing_table! routing_table_role interface! iflabel monapi lookup_type
  @ start timeout=180s; stop timeout=180s; monitor depth=0 timeout=30s interval=60s
ocf:heartbeat:aws-vpc-route53
    awscli profile hostedzoneid! fullname! ip ttl
  @ start timeout=180s; stop timeout=180s; monitor depth=0 timeout=180s interval=300s
ocf:heartbeat:awseip
    awscli profile elastic_ip!~ allocation_id!~ private_ip_address~ api_delay
  @ start timeout=30s; stop timeout=30s; monitor timeout=30s interval=20s depth=0; migrate_to timeout=30s;
  @ migrate_from timeout=30s; validate timeout=10s
ocf:heartbeat:awsvip
    awscli profile secondary_private_ip!~ api_delay
  @ start timeout=30s; stop timeout=30s; monitor timeout=30s interval=20s depth=0; migrate_to timeout=30s;
  @ migrate_from timeout=30s; validate timeout=10s
ocf:heartbeat:azure-events
    eventTypes verbose
  @ start timeout=10s; stop timeout=10s; monitor timeout=240s interval=10s
ocf:heartbeat:azure-events-az
    eventTypes verbose
  @ start timeout=10s; stop timeout=10s; monitor timeout=240s interval=10s
ocf:heartbeat:azure-lb
    nc port
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=10s
ocf:heartbeat:clvm
    with_cmirrord daemon_options activate_vgs exclusive
  @ start timeout=90s; stop timeout=90s; monitor timeout=90s interval=30s depth=0
ocf:heartbeat:conntrackd
    binary config
  @ start timeout=30s; promote timeout=30s; demote timeout=30s; notify timeout=30s; stop timeout=30s; monitor
  @ timeout=20s interval=20s role=Unpromoted; monitor timeout=20s interval=10s role=Promoted
ocf:heartbeat:corosync-qnetd
    binary qnetd_opts qnetd_tool_binary ip port nss_db_dir pid ipc_sock user group
  @ start timeout=20s; stop timeout=20s; status timeout=20s; monitor depth=0 timeout=20s interval=10s
  @ start-delay=10s
ocf:heartbeat:crypt
    encrypted_dev!~ crypt_dev!~ key_file! crypt_type! force_stop
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0
ocf:heartbeat:db2
    instance!~ dblist admin dbpartitionnum
  @ start timeout=120s; stop timeout=120s; promote timeout=120s; demote timeout=120s; notify timeout=10s;
  @ monitor depth=0 timeout=60s interval=20s; monitor depth=0 timeout=60s role=Promoted interval=22s
ocf:heartbeat:dhcpd
    config!~ chrooted~ chrooted_path~ binary user group interface includes leases pid
  @ start timeout=20s; stop timeout=20s; restart timeout=20s; monitor timeout=20s interval=10s depth=0
ocf:heartbeat:dnsupdate
    hostname!~ type ip cname ttl keyfile server serverport nsupdate_opts unregister_on_stop
  @ start timeout=30s; stop timeout=30s; status depth=0 timeout=30s interval=10s; monitor depth=0 timeout=30s
  @ interval=10s
ocf:heartbeat:docker
    image! name allow_pull run_opts run_cmd mount_points monitor_cmd force_kill reuse query_docker_health
  @ start timeout=90s; stop timeout=90s; monitor timeout=30s interval=30s depth=0
ocf:heartbeat:docker-compose
    binpath dirpath! ymlfile
  @ start timeout=240s; stop timeout=20s; monitor depth=0 timeout=10s interval=60s
ocf:heartbeat:dovecot
    binary config_file~ pid_file~ parameters
  @ start timeout=20s; stop timeout=20s; reload timeout=20s; monitor depth=0 timeout=20s interval=60s
ocf:heartbeat:dummypy
    state~ fake
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0; reload timeout=20s;
  @ migrate_to timeout=20s; migrate_from timeout=20s
ocf:heartbeat:eDir88
    eDir_config_file~ eDir_monitor_ldap eDir_monitor_idm eDir_jvm_initial_heap eDir_jvm_max_heap
    eDir_jvm_options
  @ start timeout=600s; stop timeout=600s; monitor timeout=60s interval=30s
ocf:heartbeat:ethmonitor
    interface!~ name~ multiplier repeat_count repeat_interval pktcnt_timeout arping_count arping_timeout
    arping_cache_entries infiniband_device infiniband_port link_status_only
  @ start timeout=60s; stop timeout=20s; status depth=0 timeout=60s interval=10s; monitor depth=0 timeout=60s
  @ interval=10s
ocf:heartbeat:exportfs
    clientspec! options directory! fsid! unlock_on_stop wait_for_leasetime_on_stop rmtab_backup
  @ start timeout=40s; stop timeout=120s; monitor depth=0 timeout=20s interval=10s
ocf:heartbeat:fio
    args
  @ start timeout=60s; stop timeout=60s; monitor timeout=60s interval=10s
ocf:heartbeat:galera
    binary client_binary config datadir user group log pid socket enable_creation additional_parameters
    wsrep_cluster_address! cluster_host_map check_user check_passwd check_passwd_use_empty two_node_mode
  @ start timeout=120s; stop timeout=120s; status timeout=60s; monitor depth=0 timeout=30s interval=20s; monitor
  @ role=Promoted depth=0 timeout=30s interval=10s; monitor role=Unpromoted depth=0 timeout=30s interval=30s;
  @ promote timeout=300s; demote timeout=120s
ocf:heartbeat:garbd
    binary user group log pid options wsrep_cluster_address! wsrep_cluster_name!
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=20s
ocf:heartbeat:gcp-ilb
    port cat log_enable log_cmd log_params log_end_params
  @ start timeout=10s; stop timeout=30s; monitor depth=0 timeout=30s interval=30s
ocf:heartbeat:gcp-pd-move
    disk_name!~ disk_scope disk_csek_file mode device_name stackdriver_logging
  @ start timeout=300s; stop timeout=15s; monitor timeout=15s interval=10s depth=0
ocf:heartbeat:gcp-vpc-move-ip
    gcloud configuration ip!~ vpc_network! interface route_name~
  @ start timeout=180s; stop timeout=180s; monitor depth=0 timeout=30s interval=60s
ocf:heartbeat:gcp-vpc-move-route
    ip!~ vpc_network project interface route_name~ serviceaccount stackdriver_logging
  @ start timeout=180s; stop timeout=180s; monitor depth=0 timeout=30s interval=60s
ocf:heartbeat:gcp-vpc-move-vip
    alias_ip!~ alias_range_name hostlist project serviceaccount stackdriver_logging
  @ start timeout=300s; stop timeout=15s; monitor timeout=15s interval=60s depth=0
ocf:heartbeat:iSCSILogicalUnit
    implementation target_iqn! lun! path! scsi_id~ scsi_sn~ emulate_tpu emulate_3pc emulate_caw vendor_id
    product_id tgt_bstype tgt_bsoflags tgt_bsopts tgt_device_type additional_parameters allowed_initiators
    lio_iblock liot_bstype
  @ start timeout=10s; stop timeout=10s; status timeout=10s interval=10s depth=0; monitor timeout=10s
  @ interval=10s depth=0
ocf:heartbeat:iSCSITarget
    implementation iqn!~ tid~ portals iser_portals allowed_initiators incoming_username~ incoming_password
    additional_parameters
  @ start timeout=10s; stop timeout=10s; status timeout=10s interval=10s depth=0; monitor timeout=10s
  @ interval=10s depth=0
ocf:heartbeat:ids
    informixdir informixserver onconfig dbname sqltestquery
  @ start timeout=120s; stop timeout=120s; status timeout=60s; monitor depth=0 timeout=30s interval=10s; methods
  @ timeout=5s; usage timeout=5s
ocf:heartbeat:iface-bridge
    bridge_name!~ bridge_slaves~ bridge_ageing port_hairpin stp stp_bridgeprio stp_fd stp_maxage stp_hello
    stp_pathcost stp_portprio multicast_router multicast_snooping multicast_port_router
  @ start timeout=30s; stop timeout=20s; status timeout=20s depth=0 interval=10s; monitor timeout=20s depth=0
  @ interval=10s
ocf:heartbeat:iface-macvlan
    device! name!~ mode mac~
  @ start timeout=30s; stop timeout=20s; status timeout=20s depth=0 interval=10s; monitor timeout=20s depth=0
  @ interval=10s
ocf:heartbeat:iface-vlan
    vlan_interface! vlan_id! vlan_name~ vlan_reorder_hdr vlan_gvrp vlan_mvrp vlan_loose_binding
  @ start timeout=30s; stop timeout=20s; status timeout=20s depth=0 interval=10s; monitor timeout=20s depth=0
  @ interval=10s
ocf:heartbeat:ipsec
    tunnel!~ vip!~ confdir fallbacktunnel~
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0; reload timeout=20s
ocf:heartbeat:iscsi
    portal! target!~ discovery_type iscsiadm udev try_recovery
  @ start timeout=120s; stop timeout=120s; status timeout=30s; monitor depth=0 timeout=30s interval=120s;
  @ methods timeout=5s
ocf:heartbeat:jboss
    jboss_version resource_name~ console~ shutdown_timeout kill_timeout user statusurl java_home java_opts
    jboss_home! jboss_base_dir pstring run_command run_opts shutdown_opts rotate_consolelog rotate_value
    rotate_logsuffix
  @ start timeout=60s; stop timeout=120s; status timeout=30s; monitor depth=0 timeout=30s interval=10s
ocf:heartbeat:jira
    statusurl java_home jira_installation! jira_user
  @ start timeout=300s; stop timeout=300s; monitor timeout=30s interval=10s depth=0
ocf:heartbeat:kamailio
    binary conffile pidfile monitoring_ip listen_address! port extra_options proto sipsak kamctl kamctlrc
    kamuser kamgroup
  @ start timeout=60s; stop timeout=30s; status timeout=30s interval=10s; monitor timeout=30s interval=10s;
  @ notify timeout=5s
ocf:heartbeat:ldirectord
    configfile~ ldirectord
  @ start timeout=15; stop timeout=15; monitor depth=0 timeout=10 interval=20
ocf:heartbeat:lvmlockd
    pidfile socket_path syslog_priority adopt
  @ start timeout=90s; stop timeout=90s; monitor timeout=90s interval=30s depth=0
ocf:heartbeat:lxc
    container!~ config! log use_screen
  @ start timeout=10s; stop timeout=30s; monitor timeout=20s interval=60s depth=0
ocf:heartbeat:lxd-info
    pidfile delay
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=60s
ocf:heartbeat:machine-info
    pidfile delay
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=60s
ocf:heartbeat:mariadb
    binary client_binary config datadir user group log node_list! pid socket test_table test_user test_passwd
    enable_creation additional_parameters replication_user replication_passwd replication_port
  @ start timeout=120s; stop timeout=120s; status timeout=60s; monitor depth=0 timeout=30s interval=20s; monitor
  @ role=Promoted depth=0 timeout=30s interval=10s; monitor role=Unpromoted depth=0 timeout=30s interval=30s;
  @ promote timeout=120s; demote timeout=120s; notify timeout=90s
ocf:heartbeat:mdraid
    mdadm_conf! md_dev! force_stop wait_for_udev force_clones
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=10s
ocf:heartbeat:minio
    binary confdir pidfile address volumepaths
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=60s
ocf:heartbeat:mpathpersist
    binary devs! required_devs_no reservation_type master_score_base master_score_dev_factor master_score_delay
  @ start timeout=30s; promote timeout=30s; demote timeout=30s; notify timeout=30s; stop timeout=30s; monitor
  @ depth=0 timeout=20s interval=29s role=Unpromoted; monitor depth=0 timeout=20s interval=60s role=Promoted
ocf:heartbeat:mysql
    binary client_binary config datadir user group log pid socket test_table test_user test_passwd
    enable_creation additional_parameters replication_user replication_passwd replication_port
    replication_require_ssl replication_master_ssl_ca replication_master_ssl_cert replication_master_ssl_key
    max_slave_lag evict_outdated_slaves reader_attribute~
  @ start timeout=120s; stop timeout=120s; status timeout=60s; monitor depth=0 timeout=30s interval=20s; monitor
  @ role=Promoted depth=0 timeout=30s interval=10s; monitor role=Unpromoted depth=0 timeout=30s interval=30s;
  @ promote timeout=120s; demote timeout=120s; notify timeout=90s
ocf:heartbeat:mysql-proxy
    binary client_binary defaults_file proxy_backend_addresses proxy_read_only_backend_addresses proxy_address
    log_level keepalive plugins admin_address admin_username admin_password admin_lua_script test_table
    test_user test_passwd parameters pidfile~
  @ start timeout=30s; stop timeout=30s; reload timeout=30s; monitor depth=0 timeout=20s interval=60s
ocf:heartbeat:nagios
    user group binary config log retention command pid
  @ start timeout=20s; stop timeout=20s; status timeout=20s; monitor depth=0 timeout=20s interval=10s
  @ start-delay=10s
ocf:heartbeat:named
    named rndc host named_user named_config~ named_pidfile~ named_rootdir~ named_options named_keytab_file
    rndc_options host_options monitor_request monitor_response monitor_ip
  @ start timeout=60s; stop timeout=60s; reload timeout=60s; status timeout=10s; monitor depth=0 timeout=30s
  @ interval=30s; methods timeout=5s
ocf:heartbeat:nfsnotify
    source_host notify_args
  @ start timeout=90s; stop timeout=90s; monitor timeout=90s interval=30s depth=0; reload timeout=90s
ocf:heartbeat:nfsserver
    nfs_init_script nfsv4_only nfs_no_notify nfs_notify_foreground nfs_smnotify_retry_time nfs_server_scope
    nfs_ip nfs_shared_infodir rpcpipefs_dir
  @ start timeout=40s; stop timeout=20s; monitor depth=0 timeout=20s interval=10s
ocf:heartbeat:nginx
    configfile~ httpd port status10url status10regex testclient test20url test20regex test20conffile test20name
    external_monitor30_cmd options
  @ start timeout=40s; stop timeout=60s; reload timeout=40s; status timeout=30s; monitor timeout=30s depth=0
  @ interval=10s; monitor timeout=30s depth=10 interval=30s; monitor timeout=45s depth=20; monitor timeout=60s
  @ depth=30
ocf:heartbeat:nvmet-namespace
    nqn!~ namespace_id~ backing_path! uuid!~ nguid~
  @ start timeout=10s; stop timeout=10s; status timeout=10s interval=10s depth=0; monitor timeout=10s
  @ interval=10s depth=0
ocf:heartbeat:nvmet-port
    port_id~ type addr_fam svcid addr! nqns!
  @ start timeout=10s; stop timeout=10s; status timeout=10s interval=10s depth=0; monitor timeout=10s
  @ interval=10s depth=0
ocf:heartbeat:nvmet-subsystem
    nqn!~ allowed_initiators serial
  @ start timeout=10s; stop timeout=10s; status timeout=10s interval=10s depth=0; monitor timeout=10s
  @ interval=10s depth=0
ocf:heartbeat:ocivip
    ocicli secondary_private_ip!~ cidr_netmask interface_alias api_delay
  @ start timeout=30s; stop timeout=30s; monitor timeout=30s interval=20s depth=0; migrate_to timeout=30s;
  @ migrate_from timeout=30s; validate timeout=10s
ocf:heartbeat:openstack-cinder-volume
    cloud openrc auth_url username password project_name user_domain_name project_domain_name openstackcli
    insecure volume_local_check volume_id!
  @ start timeout=180s; stop timeout=180s; monitor depth=0 timeout=180s interval=60s
ocf:heartbeat:openstack-floating-ip
    cloud openrc auth_url username password project_name user_domain_name project_domain_name openstackcli
    insecure ip_id! subnet_id!
  @ start timeout=180s; stop timeout=180s; monitor depth=0 timeout=180s interval=60s
ocf:heartbeat:openstack-info
    cloud openrc auth_url username password project_name user_domain_name project_domain_name openstackcli
    insecure pidfile delay curlcli pythoncli
  @ start timeout=180s; stop timeout=180s; monitor timeout=180s interval=60s
ocf:heartbeat:openstack-virtual-ip
    cloud openrc auth_url username password project_name user_domain_name project_domain_name openstackcli
    insecure ip! subnet_id!
  @ start timeout=180s; stop timeout=180s; monitor depth=0 timeout=180s interval=60s
ocf:heartbeat:oraasm
    user diskgroup! home
  @ start timeout=60s; stop timeout=60s; status timeout=30s; monitor depth=0 timeout=30s interval=10s
ocf:heartbeat:oracle
    sid!~ home user monuser monpassword monprofile ipcrm clear_backupmode shutdown_method
  @ start timeout=120s; stop timeout=120s; status timeout=5s; monitor depth=0 timeout=30s interval=120s; methods
  @ timeout=5s
ocf:heartbeat:oralsnr
    sid!~ home user listener~ tns_admin
  @ start timeout=120s; stop timeout=120s; status timeout=60s; monitor depth=0 timeout=30s interval=10s; methods
  @ timeout=5s
ocf:heartbeat:ovsmonitor
    bond!~ bridge!~ name~ multiplier repeat_count repeat_interval pktcnt_timeout link_status_only
  @ start timeout=60s; stop timeout=20s; status depth=0 timeout=60s interval=10s; monitor depth=0 timeout=60s
  @ interval=10s
ocf:heartbeat:pgagent
    connection_string user options
  @ start timeout=5s; stop timeout=5s; monitor timeout=20s interval=10s depth=0
ocf:heartbeat:pgsql
    pgctl start_opt ctl_opt psql pgdata pgdba pghost pgport pglibs monitor_user monitor_password monitor_sql
    config pgdb logfile socketdir stop_escalate rep_mode node_list restore_command archive_cleanup_command
    recovery_end_command master_ip repuser primary_conninfo_opt restart_on_promote replication_slot_name tmpdir
    xlog_check_count crm_attr_timeout stop_escalate_in_slave check_wal_receiver
  @ start timeout=120s; stop timeout=120s; status timeout=60s; monitor depth=0 timeout=30s interval=30s; monitor
  @ depth=0 timeout=30s interval=29s role=Promoted; promote timeout=120s; demote timeout=120s; notify
  @ timeout=90s; methods timeout=5s
ocf:heartbeat:pingd
    pidfile user dampen set name section multiplier host_list ignore_deprecation
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=10s
ocf:heartbeat:podman
    image! name allow_pull run_opts run_cmd mount_points monitor_cmd force_kill reuse drop_in_dependency
  @ start timeout=90s; stop timeout=90s; monitor timeout=30s interval=30s depth=0
ocf:heartbeat:portblock
    protocol! portno! action! reset_local_on_unblock_stop ip tickle_dir sync_script direction
  @ start timeout=20s; stop timeout=20s; status depth=0 timeout=10s interval=10s; monitor depth=0 timeout=10s
  @ interval=10s
ocf:heartbeat:postfix
    binary config_dir~ parameters
  @ start timeout=20s; stop timeout=20s; reload timeout=20s; monitor depth=0 timeout=20s interval=60s
ocf:heartbeat:pound
    config!~ name~ pid~ binary ctl_binary socket_path maxfiles
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0; status timeout=20s
ocf:heartbeat:proftpd
    binary conffile pidfile curl_binary curl_url test_user test_pass
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=60s; monitor depth=10 timeout=20s
  @ interval=120s
ocf:heartbeat:rabbitmq-cluster
    set_policy~
  @ start timeout=100s; stop timeout=90s; monitor timeout=40s interval=10s depth=0
ocf:heartbeat:rabbitmq-server-ha
    binary ctl pid_file log_dir username groupname admin_user admin_password definitions_dump_file
    command_timeout start_time stop_time debug mnesia_base mnesia_schema_base host_ip node_port default_vhost
    erlang_cookie erlang_cookie_file use_fqdn fqdn_prefix max_rabbitmqctl_timeouts policy_file
    rmq_feature_health_check rmq_feature_local_list_queues limit_nofile avoid_using_iptables
    allowed_cluster_nodes
  @ start timeout=20s; stop timeout=20s; status timeout=20s; monitor depth=0 timeout=30s interval=5s; monitor
  @ depth=0 timeout=30s interval=3s role=Promoted; promote timeout=30s; demote timeout=30s; notify timeout=20s
ocf:heartbeat:redis
    bin client_bin config~ user rundir~ pidfile_name socket_name port tunnel_host tunnel_port_map
    wait_last_known_master
  @ start timeout=120s; stop timeout=120s; status timeout=60s; monitor depth=0 timeout=60s interval=45s; monitor
  @ role=Promoted depth=0 timeout=60s interval=20s; monitor role=Unpromoted depth=0 timeout=60s interval=60s;
  @ promote timeout=120s; demote timeout=120s; notify timeout=90s
ocf:heartbeat:rkt
    image! name allow_pull run_opts run_cmd mount_points monitor_cmd force_kill
  @ start timeout=90s; stop timeout=90s; monitor timeout=30s interval=30s depth=0
ocf:heartbeat:rsyncd
    binpath conffile bwlimit
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=60s
ocf:heartbeat:rsyslog
    configfile!~ rsyslog_binary start_opts
  @ start timeout=20s; stop timeout=60s; status timeout=20s; monitor depth=0 timeout=20s interval=20s
ocf:heartbeat:scsi2reservation
    scsi_reserve sharedisk start_loop
  @ start timeout=300s; stop timeout=100s; monitor depth=0 timeout=20s interval=20s
ocf:heartbeat:sfex
    device! index collision_timeout monitor_interval lock_timeout
  @ start timeout=120s; stop timeout=20s; monitor depth=0 timeout=10s interval=10s
ocf:heartbeat:sg_persist
    binary devs! required_devs_nof reservation_type master_score_base master_score_dev_factor master_score_delay
  @ start timeout=30s; promote timeout=30s; demote timeout=30s; notify timeout=30s; stop timeout=30s; monitor
  @ depth=0 timeout=20s interval=29s role=Unpromoted; monitor depth=0 timeout=20s interval=60s role=Promoted
ocf:heartbeat:slapd
    slapd ldapsearch config~ pidfile user group services~ watch_suffix ignore_suffix bind_dn password parameters
    stop_escalate maxfiles
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=60s
ocf:heartbeat:smb-share
    share!~ path~ hosts_allow browseable writeable read_only guest_ok directory_mask create_mask printable
    valid_users force_user force_group extraopt extraopt_list outfile!~ confd includesfile
  @ start timeout=20s; stop timeout=20s; status depth=0 timeout=20s interval=10s; monitor depth=0 timeout=20s
  @ interval=10s
ocf:heartbeat:storage-mon
    state_file~ drives!~ io_timeout inject_errors
  @ start timeout=10s; stop timeout=120s; monitor timeout=120s interval=30s start-delay=0s
ocf:heartbeat:sybaseASE
    sybase_home sybase_ase sybase_ocs server_name!~ interfaces_file sybase_user db_user! db_passwd logfile
  @ start timeout=300s; stop timeout=300s; status interval=30s timeout=100s; monitor interval=30s timeout=100s;
  @ status depth=10 timeout=100s interval=120s; monitor depth=10 timeout=100s interval=120s
ocf:heartbeat:symlink
    link! target! backup_suffix
  @ start timeout=15s; stop timeout=15s; monitor depth=0 timeout=15s interval=60s
ocf:heartbeat:syslog-ng
    configfile! syslog_ng_binary syslog_ng_ctl qdisk_dir control_file persist_file pidfile start_opts
    kill_term_timeout
  @ start timeout=60s; stop timeout=120s; status timeout=60s; monitor depth=0 timeout=60s interval=60s
ocf:heartbeat:tomcat
    tomcat_name~ script_log~ tomcat_stop_timeout tomcat_suspend_trialcount tomcat_user statusurl max_stop_time
    java_home! java_opts catalina_home! catalina_base~ catalina_out~ catalina_pid~ force_systemd
    tomcat_start_script tomcat_start_opts catalina_opts catalina_tmpdir~ catalina_rotate_log catalina_rotatetime
    java_endorsed_dirs~ logging_config~ logging_manager~
  @ start timeout=60s; stop timeout=120s; status timeout=60s; monitor depth=0 timeout=30s interval=10s
ocf:heartbeat:varnish
    config!~ name~ pid~ listen_address~ mgmt_address!~ ttl varnish_user varnish_group backend_type backend_size
    backend_file~ threads_pools thread_pool_min thread_pool_max thread_pool_timeout client_binary maxfiles
    max_locked_memory secret
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0; status timeout=20s
ocf:heartbeat:vdo-vol
    config volume
  @ start timeout=60s; stop timeout=20s; status timeout=20s; monitor depth=0 timeout=20s interval=10s
  @ start-delay=10s
ocf:heartbeat:vmware
    vmxpath! vimshbin
  @ start timeout=600s; stop timeout=600s; monitor timeout=30s interval=300s depth=0
ocf:heartbeat:vsftpd
    binpath conffile pidfile
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=60s
ocf:heartbeat:zabbixserver
    binary pid~ config~
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0
ocf:pacemaker:ClusterMon
    user update extra_options pidfile htmlfile
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=10s
ocf:pacemaker:Dummy
    state passwd fake op_sleep fail_start_on envfile
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0; reload timeout=20s;
  @ reload-agent timeout=20s; migrate_to timeout=20s; migrate_from timeout=20s
ocf:pacemaker:HealthCPU
    state yellow_limit red_limit
  @ start timeout=10s; stop timeout=10s; monitor timeout=10s interval=10s start-delay=0s; reload-agent
  @ timeout=20s
ocf:pacemaker:HealthIOWait
    state yellow_limit red_limit
  @ start timeout=10s; stop timeout=10s; monitor timeout=10s interval=10s start-delay=0s
ocf:pacemaker:HealthSMART
    state drives devices temp_lower_limit temp_upper_limit temp_warning smartctl dampen
  @ start timeout=10s; stop timeout=10s; monitor timeout=10s interval=10s start-delay=0s; reload-agent
  @ timeout=20s
ocf:pacemaker:Stateful
    state envfile notify_delay
  @ start timeout=20s; stop timeout=20s; monitor depth=0 timeout=20s interval=10s role=Promoted; monitor depth=0
  @ timeout=20s interval=11s role=Unpromoted; promote timeout=10s; demote timeout=10s; notify timeout=5s;
  @ reload-agent timeout=10s
ocf:pacemaker:SysInfo
    pidfile delay disks disk_unit min_disk_free
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=60s; reload-agent timeout=20s
ocf:pacemaker:attribute
    state name active_value inactive_value
  @ start timeout=20s; stop timeout=20s; monitor timeout=20s interval=10s depth=0; reload timeout=20s;
  @ migrate_to timeout=20s; migrate_from timeout=20s
ocf:pacemaker:controld
    args daemon allow_stonith_disabled
  @ start timeout=90s; stop timeout=100s; monitor timeout=20s interval=10s depth=0 start-delay=0s
ocf:pacemaker:ifspeed
    name iface ip bridge_ports weight_base dampen debug
  @ start timeout=30s; stop timeout=30s; monitor depth=0 timeout=30s interval=10s
ocf:pacemaker:o2cb
    sysfs configfs stack daemon_timeout
  @ start timeout=90s; stop timeout=100s; monitor timeout=20s depth=0
ocf:pacemaker:ping
    pidfile dampen name multiplier host_list! attempts timeout options failure_score use_fping debug
  @ start timeout=60s; stop timeout=20s; monitor depth=0 timeout=60s interval=10s; reload-agent timeout=20s
ocf:pacemaker:remote
    server port reconnect_interval
  @ start timeout=60s; stop timeout=60s; monitor timeout=30s; migrate_to timeout=60s; migrate_from timeout=60s;
  @ reload timeout=60s; reload-agent timeout=60s
stonith:fence_dummy
    action random_sleep_range status_file type quiet verbose verbose_level debug debug_file version help
    plug_separator delay disable_timeout login_timeout power_timeout power_wait shell_timeout
    stonith_status_sleep retry_on
  @ on automatic=0; off; reboot; status; monitor; metadata; manpage; stop timeout=20s; start timeout=20s
stonith:fence_virsh
    action cmd_prompt command_prompt identity_file inet4_only inet6_only ip ipaddr ipport login passwd
    passwd_script password password_script plug port secure ssh ssh_options username quiet verbose verbose_level
    debug debug_file version help plug_separator separator delay disable_timeout login_timeout missing_as_off
    power_timeout power_wait shell_timeout stonith_status_sleep retry_on sudo use_sudo ssh_path sudo_path
  @ on automatic=0; off; reboot; status; list; list-status; monitor; metadata; manpage; stop timeout=20s; start
  @ timeout=20s
stonith:fence_ipmilan
    action auth cipher hexadecimal_kg ip ipaddr ipport lanplus login method passwd passwd_script password
    password_script plug port privlvl target username quiet verbose verbose_level debug debug_file version help
    plug_separator delay disable_timeout ipmitool_path login_timeout port_as_ip power_timeout power_wait
    shell_timeout stonith_status_sleep ipmitool_timeout retry_on sudo use_sudo sudo_path
  @ on automatic=0; off; reboot; status; monitor; metadata; manpage; diag; stop timeout=20s; start timeout=20s
stonith:fence_sbd
    action devices! method plug port quiet verbose verbose_level debug debug_file version help plug_separator
    separator delay disable_timeout login_timeout power_timeout power_wait sbd_path shell_timeout
    stonith_status_sleep retry_on
  @ on automatic=0; off; reboot; status; list; list-status; monitor; metadata; manpage; stop timeout=20s; start
  @ timeout=20s
stonith:fence_apc
    action cmd_prompt command_prompt identity_file inet4_only inet6_only ip ipaddr ipport login passwd
    passwd_script password password_script plug port secure ssh ssh_options switch username quiet verbose
    verbose_level debug debug_file version help plug_separator separator delay disable_timeout login_timeout
    power_timeout power_wait shell_timeout stonith_status_sleep retry_on ssh_path telnet_path
  @ on automatic=0; off; reboot; status; list; list-status; monitor; metadata; manpage; stop timeout=20s; start
  @ timeout=20s
stonith:fence_scsi
    action aptpl devices key plug port readonly suppress-errors suppress_errors logfile quiet verbose
    verbose_level debug debug_file version help plug_separator delay disable_timeout login_timeout power_timeout
    power_wait shell_timeout stonith_status_sleep retry_on corosync_cmap_path key_value sg_persist_path
    sg_turs_path vgs_path
  @ on on_target=1 automatic=1; off; status; monitor; metadata; manpage; stop timeout=20s; start timeout=20s
stonith:fence_kdump
    nodename ipport family action timeout verbose version usage
  @ off; monitor; metadata; stop timeout=20s; start timeout=20s
stonith:external/ssh
    hostlist!~ livedangerously
  @ start timeout=20; stop timeout=15; status timeout=20; monitor timeout=20 interval=3600
stonith:external/ipmi
    hostname~ ipaddr~ userid passwd passwd_method interface priv ipmitool
  @ start timeout=20; stop timeout=15; status timeout=20; monitor timeout=20 interval=3600
stonith:null
    hostlist!
  @ start timeout=20; stop timeout=15; status timeout=20; monitor timeout=20 interval=3600
stonith:ssh
    hostlist!
  @ start timeout=20; stop timeout=15; status timeout=20; monitor timeout=20 interval=3600
stonith:meatware
    hostlist!
  @ start timeout=20; stop timeout=15; status timeout=20; monitor timeout=20 interval=3600
"""
