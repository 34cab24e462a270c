{{- define "pyrsia-mirror.labels" -}}
{{ include "pyrsia-mirror.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "pyrsia-mirror.selector" -}}
app.kubernetes.io/name: pyrsia-mirror
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "pyrsia-mirror.container" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
terminationMessagePolicy: FallbackToLogsOnError
{{- end }}

{{- define "pyrsia-mirror.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- /* The command line, which the image of nodes has too. */ -}}
{{- define "pyrsia-mirror.pyrsia" -}}
- /opt/pyrsia/runtime/bin/java
- -XX:+UseSerialGC
- -XX:TieredStopAtLevel=1
- -Xmx24m
- -Xss512k
- -cp
- /opt/pyrsia/lib/*
- io.pyrsia.cli.Pyrsia
{{- end }}

{{- define "pyrsia-mirror.node" -}}
http://127.0.0.1:{{ .Values.http.port }}
{{- end }}

{{- /* The folder of the runtime's that ours is in, on the machine. */ -}}
{{- define "pyrsia-mirror.folder" -}}
{{- if eq .Values.runtime "crio" -}}
/etc/containers/registries.conf.d
{{- else -}}
/etc/containerd/certs.d
{{- end -}}
{{- end }}
